// Browsers start no worker for a page that was opened from disk, and the site's search runs in one. There, and only
// there, an invisible frame does the worker's work: it loads the same script, and messages go to it and back as events.
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      document.body.append(this.frame)
      const inside = this.frame.contentWindow
      inside.document.open()
      inside.document.write("<!doctype html><title>search</title>")
      inside.document.close()
      inside.postMessage = (message) =>
        this.later(message, (data) => {
          const event = new MessageEvent("message", { data })
          this.dispatchEvent(event)
          this.onmessage?.(event)
        })
      inside.importScripts = (...urls) =>
        urls.reduce((before, each) => before.then(() => this.load(each)), Promise.resolve())
      this.ready = this.load(url)
    }
    load(url) {
      return new Promise((loaded, failed) => {
        const script = this.frame.contentDocument.createElement("script")
        script.src = url
        script.onload = loaded
        script.onerror = (error) => (this.onerror?.(error), failed(error))
        this.frame.contentDocument.body.append(script)
      })
    }
    later(message, send) {
      // As of a worker: a copy, for the other side changes what it gets, and never while the sender still runs.
      const data = structuredClone(message)
      setTimeout(() => this.frame.isConnected && send(data))
    }
    postMessage(message) {
      this.ready.then(() =>
        this.later(message, (data) =>
          this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })),
        ),
      )
    }
    terminate() {
      this.frame.remove()
    }
  }
