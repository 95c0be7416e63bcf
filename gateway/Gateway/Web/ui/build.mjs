// Called by the .NET build. Makes dist/ (each file gzipped) from the sources, or says in one line why it was left out.
// Several builds may run at once: the first takes the lock, the others wait for it and find its work done. With --begin it
// returns at once and goes on beside the compiler; the call without it waits.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = dirname(fileURLToPath(import.meta.url))
const dist = join(root, 'dist')
const lock = join(root, '.building')
const stamp = join(dist, '.stamp')
const leftOut = join(root, '.left-out')
const staleLockMs = 10 * 60_000

const major = Number(process.versions.node.split('.')[0])
if (major < 20) leaveOut(`Node.js ${process.versions.node} is too old, 20 is needed`)

const wanted = fingerprint()
if (current()) process.exit(0)
if (process.argv.includes('--begin')) {
  rmSync(leftOut, { force: true })
  spawn(process.execPath, [fileURLToPath(import.meta.url), '--beside'], { detached: true, stdio: 'ignore', windowsHide: true }).unref()
  process.exit(0)
}
await take()
try {
  if (existsSync(leftOut)) repeat()
  if (!current()) build()
} finally {
  rmSync(lock, { recursive: true, force: true })
}

function build() {
  const modules = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(modules) || statSync(modules).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    // Whoever works on the interface keeps the packages of its tests.
    const omit = existsSync(join(root, 'node_modules', 'vitest')) ? [] : ['--omit=dev']
    const install = run(npm, ['ci', ...omit, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1', '--fetch-timeout=60000'])
    if (install.status !== 0) return leaveOut(`its packages could not be fetched (${firstLine(install)})`)
  }
  const work = join(root, '.dist')
  rmSync(work, { recursive: true, force: true })
  const vite = run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error', '--outDir', work])
  if (vite.status !== 0) return leaveOut(`vite did not build it (${firstLine(vite)})`)
  for (const file of files(work)) {
    writeFileSync(file + '.gz', gzipSync(readFileSync(file), { level: 9 }))
    rmSync(file)
  }
  writeFileSync(join(work, '.stamp'), wanted)
  rmSync(dist, { recursive: true, force: true })
  renameSync(work, dist)
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' && command.endsWith('.cmd') })
}

function firstLine(result) {
  return `${result.error?.message ?? ''}${result.stderr ?? ''}`.split('\n').find(line => line.trim())?.trim().slice(0, 160) ?? 'no reason given'
}

function current() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

function fingerprint() {
  const hash = createHash('sha256')
  const sources = ['src', 'public'].flatMap(folder => files(join(root, folder)))
  for (const file of [...sources, ...['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'build.mjs'].map(name => join(root, name))].sort()) {
    hash.update(relative(root, file).replaceAll('\\', '/')).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
}

async function take() {
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    try {
      if (Date.now() - statSync(lock).mtimeMs > staleLockMs) rmSync(lock, { recursive: true, force: true })
    } catch {
      // The other one has just finished.
    }
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}

// What the attempt beside the compiler could not do is not tried a second time in the same build.
function repeat() {
  const reason = readFileSync(leftOut, 'utf8')
  rmSync(leftOut, { force: true })
  leaveOut(reason)
}

function leaveOut(reason) {
  if (process.argv.includes('--beside')) writeFileSync(leftOut, reason)
  rmSync(lock, { recursive: true, force: true })
  console.log(`The web interface is left out of this build: ${reason}.`)
  process.exit(0)
}
