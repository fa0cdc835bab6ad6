/* A question to the server: events as they come, failures as Failed with words for people. */
const SILENCE = 120000; // milliseconds without a word after which a connection is given up

class Failed extends Error {
  constructor(key, detail, problem) {
    super(detail || key);
    this.key = key; // of TEXTS
    this.detail = detail || ""; // what the server says, in Vietnamese
    this.problem = problem || {};
  }
}

const failureOf = (status, problem) => {
  if (status === 401 || status === 403) return new Failed("refused", problem.detail, problem);
  if (status === 429 || status === 503) return new Failed("busy", problem.detail, problem);
  return new Failed("failed", problem.detail, problem);
};

const post = async (address, key, body, accept, signal) => {
  const headers = { "Content-Type": "application/json", Accept: accept };
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    return await fetch(address, {
      method: "POST", mode: "cors", credentials: "omit", referrerPolicy: "strict-origin",
      headers, body: JSON.stringify(body), signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    // the browser does not tell a page why: whoever set it up reads the console
    if (new URL(address).origin !== location.origin) console.warn(`tong-dai-ao: ${location.origin} cannot reach ${address}. Is it listed in TONGDAI_ORIGINS?`);
    throw new Failed("offline");
  }
};

async function* eventsOf(response, alive) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    alive();
    rest += decoder.decode(value || new Uint8Array(), { stream: !done });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      let name = "message", data = "";
      for (const line of block.split(/\r?\n/)) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        else if (line.startsWith("data:")) data += line.slice(5);
      }
      if (data) yield [name, JSON.parse(data)];
    }
    if (done) return;
  }
}

/* The whole answer; ``heard(name, data)`` is called with every event on the way. */
const askServer = async (address, key, body, stopper, heard) => {
  let silent = false, timer = 0;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { silent = true; stopper.abort(); }, SILENCE);
  };
  alive();
  try {
    const response = await post(address, key, body, "text/event-stream", stopper.signal);
    if (!response.ok) {
      let problem = {};
      try { problem = await response.json(); } catch { /* a proxy's own page */ }
      throw failureOf(response.status, problem);
    }
    for await (const [name, data] of eventsOf(response, alive)) {
      if (name === "error") throw failureOf(data.status, data);
      if (name === "done") return data;
      heard(name, data);
    }
    throw new Failed("broken");
  } catch (error) {
    if (silent) throw new Failed("broken");
    if (error instanceof Failed || error.name === "AbortError") throw error;
    throw new Failed("broken"); // cut in the middle of a body
  } finally {
    clearTimeout(timer);
  }
};
