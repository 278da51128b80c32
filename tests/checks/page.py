"""page.py DIR SCRIPT: opens DIR/pages/*.html in Chromium by WebDriver and runs SCRIPT in them: at
three widths, light and dark. Then it looks at what was logged and asked for, without
JavaScript, printed, and that the policy of the page forbids what it should."""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage"]
directory, script_file = sys.argv[1:]
with open(script_file) as file:
    script = file.read()
with open(os.path.join(directory, "hostile.json")) as file:
    hostile = json.load(file)
failures = 0


def say(name, faults):
    global failures
    failures += bool(faults)
    print("FAILED:" if faults else "ok:", name)
    for fault in sorted(set(faults))[:10]:
        print("   ", fault)


class Browser:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(dir=directory)
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                self.base = f"http://127.0.0.1:{found[1]}/session"
                break
        options = {"args": QUIET + [f"--user-data-dir={self.profile.name}"]}
        if os.path.exists("/usr/bin/chromium"):
            options["binary"] = "/usr/bin/chromium"
        self.base += "/" + self.ask("", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})["sessionId"]

    def ask(self, path, data=None):
        method = "DELETE" if data is None else "POST"
        request = urllib.request.Request(self.base + path, method=method,
                                         data=None if data is None else json.dumps(data).encode())
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            sys.exit(f"{path}: {error.read().decode()[:500]}")

    def run(self, text, *arguments):
        return self.ask("/execute/sync", {"script": text, "args": arguments})

    def tell(self, command, **parameters):
        self.ask("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def logged(self, kind):
        return self.ask("/se/log", {"type": kind})

    def close(self):
        self.ask("")
        self.driver.terminate()
        self.driver.wait()
        self.profile.cleanup()


def requests_in(log):
    messages = [json.loads(entry["message"])["message"] for entry in log]
    return [message["params"]["request"]["url"] for message in messages
            if message["method"] == "Network.requestWillBeSent"]


def look(browser, name):
    address = "file://" + os.path.join(directory, "pages", name + ".html")
    browser.ask("/url", {"url": "about:blank"})  # What the browser itself asks for is not meant.
    browser.logged("browser"), browser.logged("performance")
    for dark in (False, True):
        browser.tell("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        for width in (390, 1280, 1920):
            browser.tell("Emulation.setDeviceMetricsOverride", width=width, height=900,
                         deviceScaleFactor=1, mobile=False)
            browser.ask("/url", {"url": address})
            faults = browser.run(script, hostile if name == "hostile" else [])
            say(f"{name}, {width} pixels, {'dark' if dark else 'light'}", faults)
    say(f"{name}: nothing is logged", [entry["message"] for entry in browser.logged("browser")])
    say(f"{name}: nothing is asked for",
        [url for url in requests_in(browser.logged("performance")) if url != address])


def look_at_policy(browser):
    """What a text could do if it were markup: the policy forbids it."""
    stopped = browser.run("""
        const stopped = [];
        document.addEventListener('securitypolicyviolation', e => stopped.push(e.effectiveDirective));
        const add = (name, cells) => document.body.append(Object.assign(document.createElement(name), cells));
        add('script', {textContent: 'window.ran = true'});
        add('style', {textContent: '* { display: none }'});
        add('img', {src: 'http://127.0.0.1:9/x.png'});
        add('p', {innerHTML: '<b style="color: red" onclick="window.ran = true">x</b>'});
        fetch('http://127.0.0.1:9/').catch(() => {});
        document.querySelector('b').click();
        return new Promise(done => setTimeout(() => done([window.ran ?? false, ...new Set(stopped)]), 300));""")
    wanted = {"script-src-elem", "style-src-elem", "style-src-attr", "script-src-attr", "img-src", "connect-src"}
    say("the policy forbids all but the page's own style and script",
        (["a script ran"] if stopped[0] else []) + sorted(wanted - set(stopped[1:])))


def look_without_script(browser, address):
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    browser.ask("/url", {"url": address})
    browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    say("without JavaScript there are tables and no buttons", browser.run("""
        const count = selector => document.querySelectorAll(selector).length;
        return count('button') === 0 && count('table.sortable tbody tr') >= 7 ? [] : ['not so'];"""))


def chromium(*arguments):
    with tempfile.TemporaryDirectory(dir=directory) as profile:
        return subprocess.run(["chromium", *QUIET, f"--user-data-dir={profile}", *arguments],
                              capture_output=True, timeout=60).stdout.decode()


names = sorted(name[:-5] for name in os.listdir(os.path.join(directory, "pages")) if name.endswith(".html"))
page = "file://" + os.path.join(directory, "pages", "seven.html")
browser = Browser()
try:
    for name in names:
        look(browser, name)
    look_at_policy(browser)
    look_without_script(browser, page)
finally:
    browser.close()

chromium(f"--print-to-pdf={directory}/seven.pdf", page)
with open(f"{directory}/seven.pdf", "rb") as file:
    say("it can be printed", [] if file.read(5) == b"%PDF-" else ["no PDF"])
sys.exit(failures > 0)
