import { request } from 'node:http';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/**
 * The signals backend learns of WebSockets by the first upgrade request, and leaves that one without an answer; a browser then holds back
 * every further connection to the host until it gives up. So the first request is ours.
 */
export const firstUpgrade = createBackendPlugin({
  pluginId: 'first-upgrade',
  register(env) {
    env.registerInit({
      deps: {
        lifecycle: coreServices.rootLifecycle,
        config: coreServices.rootConfig,
      },
      async init({ lifecycle, config }) {
        const port = config.getNumber('backend.listen.port');
        lifecycle.addStartupHook(() => {
          const headers = { connection: 'Upgrade', upgrade: 'websocket' };
          const asked = request({
            host: '127.0.0.1',
            port,
            path: '/api/signals',
            headers,
            timeout: 2_000,
          });
          asked.on('timeout', () => asked.destroy());
          // There is nothing to hear: being asked is all that it is for.
          asked.on('error', () => {});
          asked.end();
        });
      },
    });
  },
});
