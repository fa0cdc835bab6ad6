"""Who may ask, from where and how often: keys, origins, rates, addresses behind proxies."""
