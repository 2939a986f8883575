using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training.Learners;

/// <summary>A model in the making that sees the training split once, block by block.</summary>
internal interface IBlockFit
{
    void Add(FeatureMatrix block);

    ScorerParameters Complete();
}
