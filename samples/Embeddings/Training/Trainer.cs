using System.Linq;

namespace EmbeddingsSample;

/// <summary>Trains word vectors, in mini-batches.</summary>
internal sealed class Trainer(WordVectors model, Pairs pairs)
{
    /// <summary>Goes through all pairs once.</summary>
    /// <returns>Their mean loss.</returns>
    public double Epoch() => pairs.Batches().Average(Step);

    /// <summary>The mean loss of pairs that are never trained on.</summary>
    public double HeldOutLoss() => pairs.HeldOut.Average(pair => SkipGram.Loss(model, pair));

    // The whole of training with FusedOpt: clear the gradients, add to them row by row, step. The schedule has the learning rate.
    private double Step(Pair[] batch)
    {
        model.ZeroGradients();
        double loss = batch.Sum(pair => SkipGram.Backward(model, pair, 1f / batch.Length));
        model.Step();
        return loss / batch.Length;
    }
}
