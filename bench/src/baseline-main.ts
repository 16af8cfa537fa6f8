/** A baseline as a process of its own: `baseline-main.js [file to append to]`. Says where it listens as the product does. */
import { startBaseline } from './baseline-server.js';

const baseline = await startBaseline(process.argv[2]);
process.once('SIGTERM', () => void baseline.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ addr: baseline.address })}\n`);
