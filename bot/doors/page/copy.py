"""The button that copies an answer as plain text, and the script that serves all of them."""

from html import escape

# one listener on the document: messages come and go, and their HTML may hold no script
COPY_SCRIPT = """() => {
  if (window.tongDaiChep) return;
  window.tongDaiChep = true;
  const old = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.style.cssText = "position:fixed;opacity:0";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest(".chep");
    if (!button) return;
    const text = button.value;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = old(text);  // a page served without https has no clipboard
    }
    button.textContent = done ? "Đã chép" : "Không chép được";
    setTimeout(() => { button.textContent = "Sao chép"; }, 2000);
  });
}"""


def copy_button(text: str) -> str:
    """A button that copies ``text``: its value, as the chat keeps no data attributes."""
    kept = escape(text).replace("\n", "&#10;")  # a line break would end the HTML for Markdown
    return f'<p><button type="button" class="chep" value="{kept}">Sao chép</button></p>'
