import type { ComponentChildren, JSX } from 'preact'
import { post, useCsrf } from '../api'
import { clock } from '../format'
import { t, type Key } from '../i18n'
import { unfollow } from '../live'
import { route, to } from '../router'
import { events, now, session } from '../store'
import { isOpen } from '../verdict'
import { Switches } from './switches'
import { VerdictBar } from './verdictbar'

const pages: { path: string; name: Key; icon: string }[] = [
  { path: '', name: 'nav.overview', icon: 'M3 9.5 10 3l7 6.5V17h-5v-5H8v5H3Z' },
  { path: 'map', name: 'nav.sites', icon: 'M10 17.5S4 12 4 8a6 6 0 0 1 12 0c0 4-6 9.5-6 9.5ZM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z' },
  { path: 'events', name: 'nav.events', icon: 'M10 2.5a5 5 0 0 1 5 5c0 4 1.5 5.5 2 6H3c.5-.5 2-2 2-6a5 5 0 0 1 5-5ZM8 16.5a2 2 0 0 0 4 0' },
  { path: 'rules', name: 'nav.rules', icon: 'M3 5h6M13 5h4M3 10h2M9 10h8M3 15h8M15 15h2M11 3v4M7 8v4M13 13v4' },
  { path: 'gateway', name: 'nav.gateway', icon: 'M3 4h14v5H3ZM3 11h14v5H3ZM6 6.5h.1M6 13.5h.1' },
]

export function Shell({ children }: { children: ComponentChildren }): JSX.Element {
  const open = events.value.filter(event => isOpen(event) && event.acknowledged === undefined).length
  const here = route.value[0] === 'node' ? '' : (route.value[0] ?? '')
  return (
    <div class="shell">
      <button class="skip" onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}>
        {t('skip')}
      </button>
      <header class="top">
        <a class="brand" href="#/">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M4 20h7l3-11 5 15 3-8h6" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
          <span>{session.value?.gateway}</span>
        </a>
        <Clock />
        <Switches />
        <button class="plain" onClick={logout} title={session.value?.user ?? ''}>
          {t('logout')}
        </button>
      </header>
      <nav class="side" aria-label={t('nav.main')}>
        {pages.map(page => (
          <a key={page.path} href={page.path ? to(page.path) : '#/'} aria-current={here === page.path ? 'page' : undefined}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d={page.icon} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
            </svg>
            <span>{t(page.name)}</span>
            {page.path === 'events' && open > 0 && <b class="badge">{open}</b>}
          </a>
        ))}
      </nav>
      <main id="main" data-page={route.value.join('/')}>
        <VerdictBar />
        {children}
      </main>
    </div>
  )
}

function Clock(): JSX.Element {
  return <time class="clock">{clock(now.value)}</time>
}

async function logout(): Promise<void> {
  unfollow()
  await post('/api/v1/logout', {}).catch(() => undefined)
  useCsrf('')
  session.value = { readOnly: true, now: Date.now() }
}
