/* A browser loads no worker from disk. There the search script runs in a hidden frame, behind the same two calls. */
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inside = frame.contentWindow
      this.inside.postMessage = data => this.#say(this, data)
      this.inside.importScripts = (...scripts) => Promise.all(scripts.map(script => this.#load(script)))
      this.ready = this.#load(address)
    }

    postMessage(data) {
      this.ready.then(() => this.#say(this.inside, data))
    }

    terminate() {
      this.inside.frameElement.remove()
    }

    #say(target, data) {
      const message = new MessageEvent("message", { data })
      target.dispatchEvent(message)
      target.onmessage?.(message)
    }

    #load(address) {
      return new Promise((loaded, failed) => {
        const script = this.inside.document.createElement("script")
        script.src = new URL(address, location)
        script.onload = loaded
        script.onerror = failed
        this.inside.document.body.append(script)
      })
    }
  }
}
