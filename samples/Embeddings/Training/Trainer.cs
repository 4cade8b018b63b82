using System.Linq;

namespace EmbeddingsSample;

/// <summary>Trains word vectors, in mini-batches.</summary>
internal sealed class Trainer(WordVectors model, Pairs pairs)
{
    /// <summary>Goes through all pairs once.</summary>
    /// <returns>The mean loss of the steps.</returns>
    public double Epoch() => pairs.Batches().Average(Step);

    /// <summary>The mean loss of pairs that are never trained on.</summary>
    public double HeldOutLoss() => model.MeanLoss(pairs.HeldOut.Words, pairs.HeldOut.Neighbours, pairs.HeldOut.Drawn);

    /// <summary>The number of steps whose gradients had a norm that was clipped.</summary>
    public int Clipped { get; private set; }

    // The whole of training with FusedOpt. The schedule has the learning rate, the guard the norm.
    private double Step(Batch batch)
    {
        double loss = model.Learn(batch.Words, batch.Neighbours, batch.Drawn);
        Clipped += model.GradientNorm > model.MaxGradientNorm ? 1 : 0;
        return loss;
    }
}
