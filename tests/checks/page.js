// What is wrong with the page, as a list of sentences; `hostile` are texts it must show.
const hostile = arguments[0];
const faults = [];
const check = (good, fault) => { if (!good) faults.push(fault); };
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const shown = element => element.getClientRects().length > 0;

// Readers of all kinds.
check(document.documentElement.lang === 'en', 'the page has no language');
check(all('h1').length === 1, 'there is not one main heading');
for (const name of ['header', 'main', 'footer'])
  check(all(name).length === 1, `there is not one ${name}`);
const ids = all('[id]').map(element => element.id);
check(new Set(ids).size === ids.length, 'an id stands twice');
for (const element of all('[aria-labelledby]')) {
  for (const id of element.getAttribute('aria-labelledby').split(' '))
    check(document.getElementById(id)?.textContent.trim(), `nothing is called ${id}`);
}
for (const table of all('table')) {
  check(table.caption?.textContent.trim(), 'a table has no caption');
  check(all('thead th[scope=col]', table).length > 0, 'a table has no headings of columns');
  check([...table.tBodies[0].rows].every(row => row.cells[0].scope === 'row'),
        'a row has no heading');
}

// Pictures.
for (const svg of all('svg')) {
  const desc = all(':scope > desc', svg)[0]?.textContent ?? '';
  check(svg.getAttribute('role') === 'img' && desc.length > 40, 'a chart has no text alternative');
  for (const mark of all('rect, circle', svg))
    check(mark.querySelector('title')?.textContent.trim(), 'a mark has no tip');
}
for (const figure of all('figure'))
  check(all('svg', figure).filter(shown).length === 1, 'a chart is shown twice, or not at all');
check(document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      `the page is ${document.documentElement.scrollWidth} pixels wide, ` +
      `the window ${document.documentElement.clientWidth}`);

// Contrast, by the Web Content Accessibility Guidelines 2.1.
const channels = colour => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
const luminance = colour => {
  const [r, g, b] = channels(colour).map(c => c / 255)
      .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const page = getComputedStyle(document.body).backgroundColor;
const contrast = colour => {
  const [a, b] = [luminance(colour), luminance(page)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
for (const text of all('svg text').filter(shown).slice(0, 500)) {
  if (/^[\u25a0-\u25ff\u2013=]$/.test(text.textContent)) {  // A mark of a legend: a shape, a line.
    check(contrast(getComputedStyle(text).fill) >= 1.5, 'a mark of a legend is hard to see');
    continue;
  }
  check(contrast(getComputedStyle(text).fill) >= 4.5, `"${text.textContent}" is hard to read`);
}
for (const mark of all('svg rect').filter(shown).slice(0, 200))
  check(contrast(getComputedStyle(mark).fill) >= 1.5, 'a bar is hard to see');
for (const text of all('p, td, th, h2, small, .badge, caption').filter(shown).slice(0, 500))
  check(contrast(getComputedStyle(text).color) >= 4.5, `"${text.textContent}" is hard to read`);

// Texts are texts.
const allText = document.body.textContent;
for (const text of hostile)
  check(allText.includes(text), `${JSON.stringify(text)} is not shown`);
check(all('script').length === 1 && all('style').length === 1 && all('img, iframe, object, link, i').length === 0,
      'a text became markup');
check(document.title !== 'broken', 'a text ran');

// Sorting.
for (const table of all('table.sortable').slice(0, 3)) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = head.querySelector('button');
    if (!button) { faults.push('a heading has no button'); return; }
    for (const direction of ['ascending', 'descending']) {
      button.click();
      check(head.getAttribute('aria-sort') === direction, `${head.textContent} is not ${direction}`);
      check(heads.filter(other => other.hasAttribute('aria-sort')).length === 1, 'two columns claim the order');
      const cells = [...table.tBodies[0].rows].map(row => row.cells[column]);
      const keys = cells[0].dataset.value === undefined
          ? cells.map(cell => cell.textContent)
          : cells.filter(cell => cell.dataset.value !== '').map(cell => Number(cell.dataset.value));
      const order = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, 'en', {numeric: true});
      const sign = direction === 'ascending' ? 1 : -1;
      check(keys.every((key, i) => i === 0 || sign * order(keys[i - 1], key) <= 0),
            `${head.textContent} is not sorted ${direction}`);
    }
  });
}
return faults;
