export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Limits of one request. A time of 0 switches that limit off; `maxBodyBytes` may be Infinity. */
export interface SafeRequestLimits {
  /** From the call to the last byte of the body. Default 30 s. */
  timeoutMs: number;
  /** Name resolution, TCP and TLS, at each hop. Default 10 s. */
  connectTimeoutMs: number;
  /** From the request being sent to the last header, at each hop. Default 20 s. */
  headersTimeoutMs: number;
  /** Between two pieces of the body; a consumer that is slow itself does not count. Default 20 s. */
  bodyIdleTimeoutMs: number;
  /** Size after decompression. Default 10 MiB. */
  maxBodyBytes: number;
  /** 0 hands the 3xx itself to the caller, with its Location. Default 5. */
  maxRedirects: number;
}

export interface SafeRequestOptions extends Partial<SafeRequestLimits> {
  method?: HttpMethod;
  /** Sent to the first origin; across origins only harmless ones go on. */
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /**
   * `listed` lets this request reach origins that the policy lists, private ones included. Only for URLs that come from
   * administrators or from their services; never for a URL that a user supplied.
   */
  allowPrivate?: 'listed';
}

export const DEFAULT_LIMITS: SafeRequestLimits = {
  timeoutMs: 30_000,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 20_000,
  bodyIdleTimeoutMs: 20_000,
  maxBodyBytes: 10 * 1024 * 1024,
  maxRedirects: 5,
};

export function toLimits(options: SafeRequestOptions): SafeRequestLimits {
  return {
    timeoutMs: options.timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_LIMITS.connectTimeoutMs,
    headersTimeoutMs: options.headersTimeoutMs ?? DEFAULT_LIMITS.headersTimeoutMs,
    bodyIdleTimeoutMs: options.bodyIdleTimeoutMs ?? DEFAULT_LIMITS.bodyIdleTimeoutMs,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_LIMITS.maxBodyBytes,
    maxRedirects: options.maxRedirects ?? DEFAULT_LIMITS.maxRedirects,
  };
}
