"""Commands, who may give them, the views they change and what is answered from them."""
