using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Fingerprints, hashes and encodings.</summary>
internal static class Hashes
{
    private static readonly GoogleSqlType s_string = GoogleSqlType.String;

    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Special("FARM_FINGERPRINT", call =>
        {
            call.RequireCount(1, 1);
            return call.Arguments[0].Type.Kind == GoogleSqlTypeKind.Bytes
                ? throw call.NotSupported("FARM_FINGERPRINT of BYTES")
                : Typed.Of(GoogleSqlType.Int64, $"farm_fingerprint({call.Require(0, s_string).Sql})", call.Arguments);
        }),
        Hash("MD5", "md5"), Hash("SHA1", "sha1"), Hash("SHA256", "sha256"),
        SqlFunction.Of("TO_HEX", Overload.Native("lower(hex({0}))", s_string, Bytes)),
        SqlFunction.Of("FROM_HEX", Overload.Native("unhex({0})", Bytes, s_string).ThatCanFail()),
        SqlFunction.Of("TO_BASE64", Overload.Native("to_base64({0})", s_string, Bytes)),
        SqlFunction.Of("FROM_BASE64", Overload.Native("from_base64({0})", Bytes, s_string).ThatCanFail()),
        SqlFunction.Of("GENERATE_UUID", Overload.Native("uuid()::VARCHAR", s_string)),
    ];

    private static SqlFunction Hash(string name, string function) =>
        SqlFunction.Of(name, Overload.Native($"unhex({function}({{0}}))", Bytes, s_string), Overload.Native($"unhex({function}({{0}}))", Bytes, Bytes));
}
