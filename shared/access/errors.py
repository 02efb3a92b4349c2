"""What a caller is told whose token is not good enough; never why in detail, that would help a forger."""

from shared.kernel.errors import Unauthenticated


class TokenMissing(Unauthenticated):
    code = "token_missing"


class TokenInvalid(Unauthenticated):
    code = "token_invalid"


class TokenExpired(Unauthenticated):
    code = "token_expired"


def token_missing() -> TokenMissing:
    return TokenMissing("请先登录：请求里没有身份令牌。")


def token_invalid() -> TokenInvalid:
    return TokenInvalid("身份令牌无效，请重新登录。")


def token_expired() -> TokenExpired:
    return TokenExpired("登录已过期，请重新登录。")
