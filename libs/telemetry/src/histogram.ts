/** One histogram's series in Prometheus' text format: a bucket search and two additions per observation. */
export class Histogram {
  count = 0;
  private sum = 0;
  /** Observations by the first bound that they do not exceed; the last has those above all bounds. */
  private readonly buckets: number[];

  /** `bounds` ascend. */
  constructor(private readonly bounds: readonly number[]) {
    this.buckets = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    this.count++;
    this.sum += value;
    let bucket = 0;
    while (bucket < this.bounds.length && value > this.bounds[bucket]!) bucket++;
    this.buckets[bucket]!++;
  }

  /** Lines of the series of the family `name` with these labels. */
  lines(name: string, labels: string): string[] {
    let below = 0;
    const lines = this.bounds.map((bound, index) => {
      below += this.buckets[index]!;
      return `${name}_bucket{${labels},le="${bound}"} ${below}`;
    });
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${this.count}`);
    lines.push(`${name}_sum{${labels}} ${this.sum}`, `${name}_count{${labels}} ${this.count}`);
    return lines;
  }
}
