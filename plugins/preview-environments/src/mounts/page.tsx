import { Content } from '@backstage/core-components';
import { PreviewsOverview } from '../components/PreviewsPage';

/** In the new frontend system the app draws the page's header. */
export function PreviewsPage() {
  return (
    <main>
      <Content>
        <PreviewsOverview />
      </Content>
    </main>
  );
}
