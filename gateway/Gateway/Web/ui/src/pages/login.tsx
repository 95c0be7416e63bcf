import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ApiError, post, type Session } from '../api'
import { t } from '../i18n'
import { Switches } from '../parts/switches'

export function Login({ done }: { done: (session: Session) => void }): JSX.Element {
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function enter(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    setBusy(true)
    setError(null)
    try {
      done(await post<Session>('/api/v1/login', { user: form.get('user'), password: form.get('password') }))
    } catch (fault) {
      const status = fault instanceof ApiError ? fault.status : 0
      setError(status === 401 ? t('login.wrong') : status === 429 ? t('login.toomany') : t('failed', { why: (fault as Error).message }))
      setBusy(false)
    }
  }

  return (
    <main class="login">
      <form onSubmit={event => void enter(event)}>
        <img src="/icon.svg" alt="" width="44" height="44" />
        <h1>SmartCity.Edge</h1>
        <p>{t('login.intro')}</p>
        <label>
          {t('login.user')}
          <input name="user" autocomplete="username" required autofocus />
        </label>
        <label>
          {t('login.password')}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {error && (
          <p class="sorry" role="alert">
            {error}
          </p>
        )}
        <button class="primary" disabled={busy}>
          {t('login.enter')}
        </button>
        <Switches />
      </form>
    </main>
  )
}
