// Logs in, so that calls can be tried. The tokens are held by this function alone: in no storage, in no URL, in no log.
function loginForm(ui) {
  const SCHEME = 'accessToken';
  // a token is renewed when this part of its life is over
  const RENEW_AT = 0.8;

  const byId = id => document.getElementById(id);
  const form = byId('login');
  const username = byId('username');
  const password = byId('password');
  const logIn = byId('log-in');
  let refreshToken = null;
  let renewal = null;

  function post(path, body) {
    return fetch('/api/v1/auth/' + path, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Accept': 'application/json'},
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store'
    });
  }

  function say(text) {
    byId('message').textContent = text;
  }

  function problemOf(response) {
    const wait = response.headers.get('Retry-After');
    return response.json().catch(() => ({})).then(problem =>
      (problem.detail || 'The answer was ' + response.status + '.')
      + (wait ? ' Retry after ' + wait + ' s.' : ''));
  }

  function signedIn(tokens) {
    refreshToken = tokens.refreshToken;
    ui.preauthorizeApiKey(SCHEME, tokens.accessToken);
    clearTimeout(renewal);
    renewal = setTimeout(renew, tokens.expiresIn * RENEW_AT * 1000);
  }

  function signedOut(text) {
    clearTimeout(renewal);
    refreshToken = null;
    ui.authActions.logout([SCHEME]);
    byId('signed-in').hidden = true;
    form.hidden = false;
    say(text);
  }

  function renew() {
    const used = refreshToken;
    post('refresh', {refreshToken: used}).then(response => {
      if (refreshToken !== used) {
        // logged out meanwhile
        return null;
      }
      if (response.ok) {
        return response.json().then(signedIn);
      }
      if (response.status === 429) {
        // the token was not looked at, so it is still good
        renewal = setTimeout(renew, (Number(response.headers.get('Retry-After')) || 1) * 1000);
        return null;
      }
      return problemOf(response).then(signedOut);
      // a refresh token is good once: whether a lost answer has used it up is not known
    }).catch(() => signedOut('The login could not be renewed. Log in again.'));
  }

  form.addEventListener('submit', event => {
    event.preventDefault();
    const who = username.value;
    const body = {username: who, password: password.value};
    password.value = '';
    logIn.disabled = true;
    say('');
    post('login', body).then(response => {
      if (!response.ok) {
        return problemOf(response).then(say);
      }
      return response.json().then(tokens => {
        signedIn(tokens);
        byId('who').textContent = who;
        byId('signed-in').hidden = false;
        form.hidden = true;
      });
    }).catch(() => say('There is no answer. Is the system running?')).then(() => {
      logIn.disabled = false;
    });
  });

  byId('log-out').addEventListener('click', () => {
    const ended = post('logout', {refreshToken: refreshToken});
    signedOut('');
    ended.catch(() => say('There is no answer; the session ends by itself.'));
  });

  logIn.disabled = false;
}
