// Readability.js over pages: `node readability.mjs PAGES.jsonl WARM_UP ROUNDS` writes one line per page
// with the median CPU time and the text. CPU time is the whole process's, its collector's included.
import { readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

const [file, warmUp, rounds] = process.argv.slice(2);
const pages = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
const times = pages.map(() => []);
const texts = pages.map(() => '');
for (let round = -Number(warmUp); round < Number(rounds); round++) {
  pages.forEach((page, i) => {
    const begin = process.cpuUsage();
    try {
      const { document } = parseHTML(page.html);
      const article = new Readability(document).parse();
      texts[i] = article?.textContent ?? '';
    } catch {
      texts[i] = '';
    }
    const took = process.cpuUsage(begin);
    if (round >= 0) times[i].push(took.user + took.system);
  });
}
pages.forEach((_, i) => {
  times[i].sort((a, b) => a - b);
  process.stdout.write(JSON.stringify({ nanos: Math.round(times[i][times[i].length >> 1] * 1000), text: texts[i] }) + '\n');
});
