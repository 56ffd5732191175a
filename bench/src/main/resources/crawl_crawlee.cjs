// Crawlee as a contender: `node crawl_crawlee.cjs FOLDER`, with @crawlee/cheerio in FOLDER. `GO FILE` on
// standard input names a file of URLs; `DONE PAGES MILLIS` is the answer. It obeys robots.txt, waits for
// nothing, reads title, links and text, and keeps nothing, on disk least of all.
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const readline = require('node:readline');
const here = createRequire(process.argv[2] + '/');
const { CheerioCrawler, Configuration, RequestQueue, log } = here('@crawlee/cheerio');

log.setLevel(log.LEVELS.ERROR);

async function crawl(urls, round) {
  let read = 0;
  const configuration = new Configuration({ persistStorage: false, purgeOnStart: false, availableMemoryRatio: 0.9 });
  const crawler = new CheerioCrawler(
    {
      requestQueue: await RequestQueue.open('round-' + round, { config: configuration }),
      respectRobotsTxtFile: true,
      useSessionPool: false,
      minConcurrency: 50,
      maxConcurrency: 100,
      requestHandler: ({ $, request }) => {
        const title = $('title').text();
        const links = $('a[href]').map((_, a) => new URL($(a).attr('href'), request.loadedUrl).href).get();
        const text = $('body').text();
        if (title && links.length === 40 && text.length > 10_000) read++;
      },
    },
    configuration,
  );
  await crawler.run(urls);
  return read;
}

(async () => {
  console.log('READY');
  let round = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const urls = readFileSync(line.split(' ')[1], 'utf8').split('\n').filter(Boolean);
    const began = performance.now();
    const read = await crawl(urls, round++);
    console.log('DONE', read, Math.round(performance.now() - began));
  }
  process.exit(0);
})();
