import type { Dispatcher } from 'undici';

/**
 * Calls `notify` when a request goes out on an established connection: undici has no timeout of its own per request for the
 * time before. The handler is the request's own, made for this one call.
 */
export function notifyWhenSent(notify: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const onRequestStart = handler.onRequestStart?.bind(handler);
    const onConnect = handler.onConnect?.bind(handler);
    if (onRequestStart) {
      handler.onRequestStart = (controller, context) => {
        notify();
        onRequestStart(controller, context);
      };
    } else if (onConnect) {
      handler.onConnect = (abort) => {
        notify();
        onConnect(abort);
      };
    }
    return dispatch(options, handler);
  };
}
