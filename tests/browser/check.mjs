// Uses the pages of onrecord in a real browser, and fails where one of them does not do what a reader expects.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const [program, chromium] = process.argv.slice(2).map((path) => resolve(path));
if (!program || !chromium) throw new Error('usage: node check.mjs PROGRAM CHROMIUM');
const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.SCREENSHOTS;
const folder = mkdtempSync(join(tmpdir(), 'onrecord-browser-'));
const run = (...args) =>
  execFileSync(program, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1', ONRECORD_DB: '' }, encoding: 'utf8' });

// Every way that an article has tried to act in some page somewhere.
const PAYLOADS = [
  '<script>window.acted = 1</script>', '"><img src=x onerror="window.acted = 1">', '<svg/onload=window.acted=1>',
  '<iframe src="javascript:parent.acted=1"></iframe>', '<a href="javascript:window.acted=1">here</a>',
  '</title><script>window.acted=1</script>', '</style><script>window.acted=1</script>', '<base href="//evil.example/">',
  '<meta http-equiv="refresh" content="0;url=//evil.example/">', '<form action="//evil.example/"><button>x</button></form>',
  '<link rel="stylesheet" href="//evil.example/x.css">', '{{constructor.constructor("window.acted=1")()}}', '${window.acted=1}',
  '<!--', ']]>', '&lt;script&gt;window.acted=1&lt;/script&gt;', '\u202egnihtyna', '\u2028window.acted=1', "' onfocus='window.acted=1' autofocus='",
];

let checked = 0;
const wrongs = [];
const check = (is, what) => {
  checked += 1;
  if (!is) wrongs.push(what);
};

const serve = (database, ...more) =>
  new Promise((done, fail) => {
    const child = spawn(program, ['--db', database, 'serve', '--listen', '127.0.0.1:0', ...more], { cwd: folder });
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
      const address = said.match(/http:\/\/[\d.]+:\d+/)?.[0];
      if (address) done({ address, stop: () => child.kill('SIGINT') });
    });
    child.on('exit', (code) => fail(new Error(`serve ended with ${code}: ${said}`)));
  });

const record = (database) => {
  for (const story of ['harbour_fire', 'night_shift', 'death_toll', 'same_surname', 'walk_back']) {
    run('--db', database, 'ingest', join(fixtures, story), '--story', story.replaceAll('_', '-'));
  }
  for (const [nth, count] of [[1, 'Twelve'], [2, 'Thirty']]) {
    const quotes = PAYLOADS.map((payload, n) => `"We saw ${count.toLowerCase()} boats ${payload} leave the quay," said Officer ${n} ${payload}.`);
    const text = `---\nheadline: ${JSON.stringify(`${count} ${PAYLOADS.join(' ')}`)}\nbyline: ${JSON.stringify(PAYLOADS[1])}\noutlet: ${JSON.stringify(PAYLOADS[0])}\n---\n\n${quotes.join('\n\n')}\n`;
    writeFileSync(join(folder, `hostile_${nth}.txt`), text);
  }
  run('--db', database, 'ingest', 'hostile_1.txt', 'hostile_2.txt', '--story', 'hostile');
};

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = [[390, 'light'], [820, 'dark'], [1280, 'light'], [1280, 'dark']];

// Opens an address in a page that notes whatever it should not do.
const open = async (browser, address) => {
  const page = await browser.newPage();
  const origin = new URL(address).origin;
  page.wrongs = [];
  page.on('pageerror', (error) => page.wrongs.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => {
    page.wrongs.push(`dialogue: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('console', (message) => message.type() === 'error' && page.wrongs.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    const is_own = request.url().startsWith(address.startsWith('file:') ? 'file:' : origin);
    if (!is_own && !request.url().startsWith('data:')) page.wrongs.push(`asked for ${request.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return page;
};

const look = async (browser, address, name) => {
  for (const [width, scheme] of SIZES) {
    const page = await open(browser, address);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    check(!(await page.evaluate(() => window.acted)), `${name}: an article acted`);
    // The page's own policy lets no foreign script in, not the tester's either. Without it nothing may act as well.
    await page.setBypassCSP(true);
    await page.reload();
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
    check(told.length === 0, `${name} at ${width} in ${scheme}: ${told.join('\n')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(overflow <= 0, `${name} is ${overflow} pixels wider than a screen of ${width}`);
    check(!(await page.evaluate(() => window.acted)), `${name}: an article acted where no policy stopped it`);
    check(page.wrongs.length === 0, `${name}: ${page.wrongs.join('\n')}`);
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
    }
    await page.close();
  }
};

const words = (page, selector) => page.$$eval(selector, (found) => found.map((one) => one.textContent.trim()));

const pagesOfTheApp = async (browser, address) => {
  const pages = {
    stories: '/', story: '/stories/harbour-fire', version: '/stories/harbour-fire/v3', diff: '/stories/harbour-fire/v1..v5',
    blame: '/stories/harbour-fire/v5/blame', claim: '/claims/1', speakers: '/speakers', speaker: '/speakers/Tobias%20Harrowick',
    search: '/search?q=terminal', quotes: '/quotes?q=eleven+minutes', watches: '/watches', decisions: '/decisions',
    'hostile-story': '/stories/hostile', 'hostile-version': '/stories/hostile/v1', 'hostile-diff': '/stories/hostile/v1..v2',
    'hostile-blame': '/stories/hostile/v2/blame', 'hostile-search': `/search?q=${encodeURIComponent('boats <script>window.acted=1</script>')}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    await look(browser, address + path, name);
  }
};

const filter = async (browser, address) => {
  const page = await open(browser, `${address}/stories/harbour-fire/v1..v5`);
  const shown = () => page.$$eval('.edit', (edits) => edits.filter((edit) => !edit.hidden).length);
  const all = await shown();
  await page.select('[name=kind]', 'number_changed');
  const some = await shown();
  check(some > 0 && some < all, `of ${all} edits the filter shows ${some}`);
  const [told] = await words(page, '.filter output');
  check(told.includes(`${all - some} held back`), `the filter says: ${told}`);
  check((await page.$eval('.words.sides', (one) => getComputedStyle(one).display)) === 'none', 'both views at once');
  await page.click('#sides');
  check((await page.$eval('.edit:not([hidden]) .words.sides', (one) => getComputedStyle(one).display)) === 'grid', 'no side by side');
  await page.close();
};

const search = async (browser, address) => {
  const page = await open(browser, `${address}/search`);
  await page.keyboard.press('/');
  check(await page.evaluate(() => document.activeElement.id === 'q'), '/ does not lead to the search field');
  await page.type('#q', 'terminal');
  await page.waitForSelector('#found .hits li');
  check(page.url().endsWith('q=terminal'), `the address is ${page.url()}`);
  const marked = await words(page, '#found mark.hit');
  check(marked.some((word) => word.toLowerCase().startsWith('terminal')), `marked: ${marked}`);
  await page.close();
};

const keys = async (browser, address) => {
  const page = await open(browser, `${address}/stories/harbour-fire/v1..v2`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(']')]);
  check(page.url().endsWith('/v2..v3'), `] leads to ${page.url()}`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('[')]);
  check(page.url().endsWith('/v1..v2'), `[ leads to ${page.url()}`);
  await page.close();
};

const decide = async (browser, address) => {
  const page = await open(browser, `${address}/stories/harbour-fire/v1..v2`);
  const edit = await page.$('.edit');
  const id = await page.evaluate((one) => one.id, edit);
  await (await edit.$('.decide summary')).click();
  await (await edit.$('[name=verdict]')).select('is-correction');
  await (await edit.$('[name=note]')).type('the desk said so');
  await Promise.all([page.waitForNavigation(), (await edit.$('.decide button')).click()]);
  check(page.url().endsWith(`#${id}`), `after the ruling: ${page.url()}`);
  const [ruling] = await words(page, `#${id} .ruling`);
  check(ruling.includes('is-correction') && ruling.includes('the desk said so'), `the ruling reads: ${ruling}`);
  await page.goto(`${address}/decisions`);
  check((await words(page, '.entry')).some((entry) => entry.includes('is-correction')), 'the journal has no ruling');
  await Promise.all([page.waitForNavigation(), page.click('form[action="/decisions/undo"] button')]);
  check((await words(page, '.entry del')).length === 1, 'the ruling is not taken back');

  await page.goto(`${address}/watches`);
  await page.type('[name=url]', 'https://quay.example/ferry');
  await Promise.all([page.waitForNavigation(), page.click('form[action="/watches"] button')]);
  check((await words(page, 'th[scope=row]')).some((cell) => cell.includes('quay.example/ferry')), 'the page is not watched');
  await Promise.all([page.waitForNavigation(), page.click('form[action="/watches/remove"] button')]);
  check(!(await words(page, 'th[scope=row]')).some((cell) => cell.includes('quay.example')), 'the page is still watched');

  await page.goto(`${address}/speakers/Ruth%20Calder`);
  await page.click('.decide summary');
  await page.type('.decide [name=other]', 'Hugh Calder');
  await Promise.all([page.waitForNavigation(), page.click('.decide button[value=merge]')]);
  check(page.url().endsWith('/speakers/Ruth%20Calder'), `after the merging: ${page.url()}`);
  await page.goto(`${address}/speakers`);
  const rows = await words(page, 'tbody th');
  check(rows.filter((row) => row.includes('Calder')).length <= 1, `the speakers are ${rows}`);
  check(page.wrongs.length === 0, page.wrongs.join('\n'));
  await page.close();
};

// A form that another page sends must not be heard.
const foreign = async (browser, address) => {
  const sent = await fetch(`${address}/watches`, {
    method: 'POST', redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://evil.example' },
    body: 'url=https://evil.example/&token=0',
  });
  check(sent.status === 403, `a foreign form: ${sent.status}`);
  const page = await open(browser, `${address}/watches`);
  check(!(await words(page, 'th')).some((cell) => cell.includes('evil')), 'a foreign form was heard');
  await page.close();
};

const printed = async (browser, address) => {
  const page = await open(browser, address);
  await page.emulateMediaType('print');
  check((await page.$eval('.controls', (one) => getComputedStyle(one).display)) === 'none', 'controls are printed');
  const pdf = await page.pdf({ format: 'A4' });
  check(pdf.length > 10_000, `the print has ${pdf.length} bytes`);
  await page.close();
};

const withoutScript = async (browser, address) => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${address}/stories/harbour-fire/v1..v5`);
  check((await page.$$('.edit')).length > 3, 'no edits without a script');
  check(!(await (await page.$('.filter')).isVisible()), 'a filter that does nothing is shown');
  await page.goto(`${address}/search?q=terminal`);
  check((await page.$$('.hits li')).length > 0, 'no hits without a script');
  await page.close();
};

const beginning = async (browser) => {
  const { address, stop } = await serve(join(folder, 'none.db'));
  await look(browser, `${address}/`, 'begin');
  const page = await open(browser, `${address}/`);
  await Promise.all([page.waitForNavigation({ timeout: 120_000 }), page.click('form[action="/example"] button')]);
  check((await words(page, '.stories th')).some((cell) => cell.includes('harbour-fire')), 'the example is not there');
  check((await words(page, '.notice')).length === 1, 'it is not said that it is the example');
  await page.close();
  stop();
};

const mailed = async (browser, database) => {
  const pages = {
    report: ['report', 'harbour-fire'], 'report-diff': ['report', 'diff', 'v1', 'v5', '--story', 'harbour-fire'],
    'report-audit': ['report', 'audit', 'Harrowick'], 'report-search': ['report', 'search', 'terminal'],
    'report-show': ['report', 'show', 'harbour-fire'], 'report-hostile': ['report', 'hostile'],
  };
  for (const [name, args] of Object.entries(pages)) {
    const path = join(folder, `${name}.html`);
    run('--db', database, ...args, '-o', path);
    await look(browser, pathToFileURL(path).href, name);
  }
  await printed(browser, pathToFileURL(join(folder, 'report.html')).href);
};

const database = join(folder, 'history.db');
record(database);
const browser = await puppeteer.launch({
  executablePath: chromium,
  // Continuous integration runs as root, for whom the browser's own sandbox does not work.
  args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const { address, stop } = await serve(database, '--write', '--author', 'Ines Aldana');
  await pagesOfTheApp(browser, address);
  await filter(browser, address);
  await search(browser, address);
  await keys(browser, address);
  await decide(browser, address);
  await foreign(browser, address);
  await withoutScript(browser, address);
  await printed(browser, `${address}/stories/harbour-fire/v1..v5`);
  stop();
  await beginning(browser);
  await mailed(browser, database);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const wrong of wrongs) console.error(`wrong: ${wrong}`);
console.log(`${checked} checks in a browser, ${wrongs.length} of them failed`);
process.exit(wrongs.length ? 1 : 0);
