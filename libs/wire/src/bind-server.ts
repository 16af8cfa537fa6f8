/** How a gRPC server comes to listen, with a reason in a sentence when it does not. */
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import type { Server, ServerCredentials } from '@grpc/grpc-js';

/** The address cannot be listened on; the message says why in a few words, like `EACCES`. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** The port that `server` listens on at `address` (`host:port`). A server that cannot is shut down. @throws CannotListen */
export async function bindServer(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  // grpc-js prints a line of its own about a bind that fails; the fault says it better.
  setLogVerbosity(logVerbosity.NONE);
  try {
    return await new Promise<number>((resolve, reject) => {
      server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
    });
  } catch (cause) {
    server.forceShutdown();
    throw new CannotListen(`cannot listen on ${address}: ${reasonOf((cause as Error).message)}`, { cause });
  } finally {
    setLogVerbosity(logVerbosity.ERROR);
  }
}

/** grpc-js puts the system's error into its sentence. */
function reasonOf(message: string): string {
  const systemError = /\b(E[A-Z]{4,})\b/.exec(message)?.[1];
  return systemError === 'EADDRINUSE' ? 'the address is already in use' : (systemError ?? message);
}
