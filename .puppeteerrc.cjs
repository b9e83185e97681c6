// The browsers are the machine's own; puppeteer must not fetch one.
module.exports = { skipDownload: true };
