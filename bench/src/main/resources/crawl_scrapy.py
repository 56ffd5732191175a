"""Scrapy as a contender, finding links with its LinkExtractor or, given `css`, with a selector.
`GO FILE` on standard input names a file of URLs; `DONE PAGES MILLIS` is the answer. It obeys
robots.txt, waits for nothing, reads title, links and text, and keeps nothing."""
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

by_selector = sys.argv[1:] == ["css"]
read = 0


class Pages(scrapy.Spider):
    name = "pages"
    urls: list = []
    extractor = LinkExtractor()

    def start_requests(self):
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response):
        global read
        title = response.css("title::text").get()
        links = self.by_selector(response) if by_selector else self.extractor.extract_links(response)
        text = " ".join(response.xpath("//body//text()").getall())
        if title and len(links) == 40 and len(text) > 10_000:
            read += 1

    @staticmethod
    def by_selector(response):
        return [response.urljoin(href) for href in response.css("a::attr(href)").getall()]


process = CrawlerProcess(
    {
        "USER_AGENT": "RevueBot/0.1 (+https://example.org/bot)",
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 100,
        "DOWNLOAD_DELAY": 0,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }
)
print("READY", flush=True)
Pages.urls = open(sys.stdin.readline().split()[1]).read().split()
began = time.monotonic()
process.crawl(Pages)
process.start()
print("DONE", read, int((time.monotonic() - began) * 1000), flush=True)
sys.stdin.read()
