import { render } from 'preact'
import './style/base.css'
import './style/shell.css'
import './style/pages.css'
import './style/node.css'
import './style/events.css'
import { App } from './app'
import { show } from './theme'

show()
render(<App />, document.getElementById('app')!)
