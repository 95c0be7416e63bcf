import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { get, useCsrf, type Channel, type Session } from './api'
import { t } from './i18n'
import { follow, loadBacklog } from './live'
import { Events } from './pages/events'
import { Gateway } from './pages/gateway'
import { Login } from './pages/login'
import { Node } from './pages/node'
import { Overview } from './pages/overview'
import { Rules } from './pages/rules'
import { Sites } from './pages/sites'
import { Shell } from './parts/shell'
import { route } from './router'
import { channels, session } from './store'

export function App(): JSX.Element {
  useEffect(() => {
    void get<Session>('/api/v1/session').then(welcome, () => (session.value = { readOnly: true, now: Date.now() }))
  }, [])

  if (session.value === null) return <p class="waiting">{t('loading')}</p>
  if (!session.value.user) return <Login done={welcome} />
  return (
    <Shell>
      <Page />
    </Shell>
  )
}

function welcome(known: Session): void {
  useCsrf(known.csrf)
  session.value = known
  if (!known.user) return
  void get<Channel[]>('/api/v1/channels').then(all => (channels.value = new Map(all.map(channel => [channel.name, channel]))))
  void loadBacklog()
}

function Page(): JSX.Element {
  const [page = '', a = '', b = ''] = route.value
  const watched = page === 'node' ? `${a}/${b}` : ''
  useEffect(() => follow(watched ? { site: a, node: b } : null), [watched])
  switch (page) {
    case '':
      return <Overview />
    case 'map':
      return <Sites site={a} />
    case 'node':
      return <Node key={watched} site={a} node={b} />
    case 'events':
      return <Events chosen={a} />
    case 'rules':
      return <Rules />
    case 'gateway':
      return <Gateway />
    default:
      return <h1 tabIndex={-1}>{t('notfound')}</h1>
  }
}
