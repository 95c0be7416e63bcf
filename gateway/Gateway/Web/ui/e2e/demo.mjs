// Starts the demo and finds its address and password; drives Debian's Chromium.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'

const gateway = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const program = process.env.GATEWAY ?? join(gateway, 'bin/Debug/net10.0/smartcity-gateway.dll')

/** A running demo; stop() ends it and gives its exit code. */
export async function startDemo(...options) {
  const child = spawn('dotnet', [program, 'demo', '--headless', '--web', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => child.on('exit', resolve))
  const said = []
  const found = await new Promise((resolve, reject) => {
    ended.then(code => reject(new Error(`the demo ended with ${code}: ${said.join('\n')}`)))
    child.stdout.setEncoding('utf8').on('data', text => {
      said.push(text)
      const match = /web interface (\S+)\s+user (\S+)\s+password (\S+)/.exec(said.join(''))
      if (match) resolve(match)
    })
  })
  const [, address, user, password] = found
  return {
    address, user, password, said,
    async stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}

/** A browser with an empty profile, as the contract of the tests asks. */
export async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'smartcity-chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    // A colour halfway to another has not the contrast of either.
    reducedMotion: 'reduce',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  if (process.env.UI === 'dist') await context.route(({ pathname }) => pathname === '/' || pathname.startsWith('/assets/'), fromDist)
  return {
    context,
    async stop() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

// UI=dist: what was built last, in place of what the gateway carries.
function fromDist(route) {
  const path = new URL(route.request().url()).pathname
  const name = path === '/' ? 'index.html' : path.slice(1)
  const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' }
  return route.fulfill({ body: gunzipSync(readFileSync(new URL(`../dist/${name}.gz`, import.meta.url))), contentType: types[name.split('.').at(-1)] })
}

export async function logIn(page, demo) {
  await page.goto(demo.address)
  await page.fill('input[name=user]', demo.user)
  await page.fill('input[name=password]', demo.password)
  await page.click('button.primary')
  await page.waitForSelector('.verdict')
}
