"""The portal widget: one script that puts a bubble and a panel into any web page."""
