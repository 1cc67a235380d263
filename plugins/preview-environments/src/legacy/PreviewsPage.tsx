import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PreviewsOverview } from '../components/PreviewsPage';
import { previewEnvironmentsTranslationRef } from '../translations';

/** In the classic frontend system a page draws its own header. */
export function PreviewsPage() {
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} subtitle={t('page.subtitle')} />
      <Content>
        <PreviewsOverview />
      </Content>
    </Page>
  );
}
