namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>What a CREATE does if there is one already.</summary>
internal enum CreateCondition
{
    Fail,
    Replace,
    Skip,
}
