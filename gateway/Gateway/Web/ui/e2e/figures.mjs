// What the interface costs: bytes and time of the first load, and how 500 nodes scroll while every one of them changes four times a second.
// `npm run figures`, on a machine that does nothing else. Ends with exit code 1 when a figure is above what is promised.
import { startBrowser } from './demo.mjs'
import { startStage } from './stage.mjs'

const nodes = 500
const loads = 5
const scrollMs = 8000
const limits = { bytes: 150 * 1024, usableMs: 1000, framesASecond: 50 }

const browser = await startBrowser()
const failed = []
try {
  const few = await startStage(8)
  const runs = []
  for (let i = 0; i < loads; i++) runs.push(await load(few.address))
  few.stop()
  const usable = runs.map(run => run.ms).sort((a, b) => a - b)[loads >> 1]
  const bytes = Math.max(...runs.map(run => run.bytes))
  console.log(`first load: ${(bytes / 1024).toFixed(0)} kB; values shown and keys taken after ${usable} ms at a quarter of the speed (median of ${loads})`)
  if (bytes > limits.bytes) failed.push(`${bytes} bytes`)
  if (usable > limits.usableMs) failed.push(`usable after ${usable} ms`)

  const many = await startStage(nodes)
  for (const slower of [1, 4]) {
    const { frames, told } = await scroll(many.address, slower)
    const rate = 1000 / at(frames, 0.5)
    const dropped = 1 - frames.length / (frames.reduce((sum, ms) => sum + ms, 0) / (1000 / 60))
    console.log(
      `${nodes} nodes, ${told} frames of news, processor 1/${slower}: ${frames.length} frames in ${scrollMs / 1000} s; p50 ${at(frames, 0.5).toFixed(1)} ms, p95 ${at(frames, 0.95).toFixed(1)} ms, longest ${at(frames, 1).toFixed(0)} ms; `
      + `${rate.toFixed(0)} a second typically, ${(Math.max(0, dropped) * 100).toFixed(1)} % dropped`)
    if (slower === 1 && rate < limits.framesASecond) failed.push(`${rate.toFixed(0)} frames a second`)
  }
  many.stop()
} finally {
  await browser.stop()
}
if (failed.length > 0) {
  console.error(`above what is promised: ${failed.join(', ')}`)
  process.exit(1)
}

/** Bytes over the wire, and when a value is shown and a key would be taken. */
async function load(address) {
  const page = await browser.context.newPage()
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  let bytes = 0
  session.on('Network.loadingFinished', event => (bytes += event.encodedDataLength))
  await page.addInitScript(() => {
    new MutationObserver((_changes, watch) => {
      if (!document.querySelector('.card .reading dd')) return
      watch.disconnect()
      setTimeout(() => (globalThis.usableAt = performance.now()))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(address)
  await page.waitForFunction(() => globalThis.usableAt)
  const ms = Math.round(await page.evaluate(() => globalThis.usableAt))
  await page.close()
  return { bytes, ms }
}

/** Times between frames, in ms and in order of length, while the page goes down and up at a reader's hurried pace. */
async function scroll(address, slower) {
  const page = await browser.context.newPage()
  await page.goto(address)
  await page.waitForFunction(count => document.querySelector('.tile b')?.textContent === String(count) && document.documentElement.scrollHeight > 5000, nodes)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const found = await page.evaluate(async duration => {
    const pixelsAMs = 2
    let told = 0
    const watch = new MutationObserver(() => told++)
    watch.observe(document.querySelector('[data-tile=rate]').closest('.tiles').parentElement, { childList: true, subtree: true, characterData: true })
    const frames = []
    await new Promise(resolve => {
      const began = performance.now()
      let last = began
      const step = now => {
        frames.push(now - last)
        last = now
        const deep = document.documentElement.scrollHeight - innerHeight
        const way = ((now - began) * pixelsAMs) % (2 * deep)
        scrollTo(0, way < deep ? way : 2 * deep - way)
        if (now - began < duration) requestAnimationFrame(step)
        else resolve()
      }
      requestAnimationFrame(step)
    })
    watch.disconnect()
    return { frames: frames.slice(1), told }
  }, scrollMs)
  await page.close()
  return { frames: found.frames.sort((a, b) => a - b), told: found.told }
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
