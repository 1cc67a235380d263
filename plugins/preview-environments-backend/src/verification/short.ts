/** An answer's author decides about it, so that it gets little room in a reason. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
