"""What people ask, for officials: pages under ``/quan-tri`` and the API."""
