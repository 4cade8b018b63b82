using FusedOpt.Averages;

namespace FusedOpt.Trainer;

/// <summary>A model that takes about as long to be saved as to be stepped: 400 KB.</summary>
[Optimize(Optimizer.AdamW), Average(typeof(Ema), Decay = 0.99), GuardGradients(MaxNorm = 1)]
internal sealed partial class LoopModel
{
    public float[,] Weights = new float[100, 250];
}
