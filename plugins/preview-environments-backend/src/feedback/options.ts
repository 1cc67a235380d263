export interface FeedbackOptions {
  /** The instance that the preview belongs to, so that two of them can speak on one pull request. */
  instance: string;
  /** Backstage's own address; undefined leaves links to it out. */
  appBaseUrl: string | undefined;
}

/** The path of the page that shows all previews, where the plugin is mounted by default. */
const previewsPath = '/previews';

/** The page that shows all previews. */
export function pageOf({
  appBaseUrl,
}: Pick<FeedbackOptions, 'appBaseUrl'>): string | undefined {
  return appBaseUrl && appBaseUrl + previewsPath;
}
