import type { Circuit } from './circuit.js';

/** The service is left alone for now; says until when and why. */
export class CircuitOpenError extends Error {
  constructor(
    readonly service: string,
    readonly circuit: Circuit,
  ) {
    super(`${service} is paused: its circuit is ${circuit.state}`);
    this.name = 'CircuitOpenError';
  }
}
