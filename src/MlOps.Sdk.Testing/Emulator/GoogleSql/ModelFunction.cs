namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>The table functions of BigQuery ML.</summary>
internal enum ModelFunction
{
    Predict,
    Evaluate,
    Weights,
    FeatureInfo,
    TrainingInfo,
    TrialInfo,
    ConfusionMatrix,
    RocCurve,
    GlobalExplain,
}
