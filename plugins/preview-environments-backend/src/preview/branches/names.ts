const longest = 255;

/** What Git refuses in the name of a branch: what its commands or paths would take for something else. Half a character is no UTF-8. */
const refused = /[\p{Cc}\p{Cs} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.\/|\.lock(\/|$)/u;

/** Whether Git would take the text for the name of a branch. */
export function isBranchName(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= longest &&
    text !== '@' &&
    !/^[-./]|[./]$/.test(text) &&
    !refused.test(text)
  );
}
