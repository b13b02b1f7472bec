// Leaves in the page's title what it finds in each frame: how many pixels it is too wide, which words are too pale
// to be read (WCAG 2.2, 1.4.3), and which are broken in two where no hyphen shows it; addresses may be.
const lowest = 4.5, large = 3;
function parts(colour) { const found = colour.match(/[\d.]+/g).map(Number); return found.length < 4 ? [...found, 1] : found; }
function light([r, g, b]) {
  const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
function behind(element, page) {
  for (let at = element; at; at = at.parentElement) {
    const found = parts(page.getComputedStyle(at).backgroundColor);
    if (found[3] > 0.99) return found;
  }
  return page.matchMedia("(prefers-color-scheme: dark)").matches &&
    page.getComputedStyle(page.document.documentElement).colorScheme.includes("dark") ? [18, 18, 18, 1] : [255, 255, 255, 1];
}
function shown(element, page) {
  const style = page.getComputedStyle(element), box = element.getBoundingClientRect();
  return style.visibility !== "hidden" && Number(style.opacity) > 0.05 && box.width > 1 && box.height > 1 && parseFloat(style.fontSize) > 3;
}
function* texts(page) {
  const walk = page.document.createTreeWalker(page.document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const words = node.data.trim(), element = node.parentElement;
    if (words && shown(element, page) && !element.closest("style, script, title")) yield [node, words, element];
  }
}
function broken(page) {
  const found = [];
  for (const [node] of texts(page)) {
    for (const word of node.data.matchAll(/\p{L}+/gu)) {
      const range = page.document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      const around = node.data.slice(0, word.index).match(/\S*$/)[0] + node.data.slice(word.index).match(/^\S*/)[0];
      if (lines.size > 1 && !/[@\/]|\w\.\w/.test(around)) found.push(word[0]);
    }
  }
  return found;
}
function pale(page) {
  const found = [];
  for (const [, words, element] of texts(page)) {
    const style = page.getComputedStyle(element);
    const [one, other] = [light(parts(style.color)), light(behind(element, page))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05), size = parseFloat(style.fontSize);
    const enough = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? large : lowest;
    if (ratio < enough) found.push(words.slice(0, 40) + " " + ratio.toFixed(1));
  }
  return found;
}
window.addEventListener("load", () => {
  const told = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentWindow, root = page.document.documentElement;
    return {name: frame.title, over: root.scrollWidth - frame.clientWidth, pale: pale(page), broken: broken(page)};
  });
  document.body.replaceChildren();
  document.title = JSON.stringify(told);
});
