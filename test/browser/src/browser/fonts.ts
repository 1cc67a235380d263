import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a configuration for fontconfig that has the system's fonts, and one from npm for machines without any and for
 * what people write in Japanese. Answers the file, for `FONTCONFIG_FILE`.
 */
export function writeFontConfiguration(root: string): string {
  const cache = join(root, 'node_modules/.cache/fonts');
  const home = dirname(
    require.resolve('@expo-google-fonts/noto-sans-jp/package.json'),
  );
  const folders = ['400Regular', '700Bold'].map(
    style => `  <dir>${join(home, style)}</dir>`,
  );
  mkdirSync(cache, { recursive: true });
  const file = join(cache, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${folders.join('\n')}
  <cachedir>${cache}</cachedir>
</fontconfig>
`,
  );
  return file;
}
