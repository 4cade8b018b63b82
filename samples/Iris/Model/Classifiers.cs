// Ten times the same model: the attribute is all that differs. From it FusedOpt writes the other part of each class:
// Step(), ZeroGradients(), LearningRate, and Gradients, an object with the same four arrays.
//
// The arrays stand in each class, because parameters are the fields of the class that carries the attribute. What is
// done with them (Network.cs) is written once.
using FusedOpt;
using static IrisSample.Network;

namespace IrisSample;

/// <summary>One step per epoch, against the gradient over all rows.</summary>
[Optimize(Sgd, LearningRate = 0.5)]
internal sealed partial class GradientDescentClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>The classifier of this rule that steps after every single row: noisy, so the steps are small.</summary>
[Optimize(Sgd, LearningRate = 0.01)]
internal sealed partial class StochasticClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>The classifier of this rule that steps after every 16 rows: the usual compromise.</summary>
[Optimize(Sgd, LearningRate = 0.1)]
internal sealed partial class MiniBatchClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>A velocity that rolls on: each step keeps nine tenths of the last.</summary>
[Optimize(Momentum, LearningRate = 0.02, Gamma = 0.9)]
internal sealed partial class MomentumClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Momentum that looks ahead to where the velocity leads.</summary>
[Optimize(Sgd, LearningRate = 0.02, Momentum = 0.9, Nesterov = true)]
internal sealed partial class NesterovClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Steps that shrink with the gradients seen so far, element by element.</summary>
[Optimize(Adagrad, LearningRate = 0.1)]
internal sealed partial class AdagradClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Steps in the units of the parameter; hardly a learning rate to choose.</summary>
[Optimize(Adadelta, LearningRate = 1, Rho = 0.95, Epsilon = 1e-5)]
internal sealed partial class AdadeltaClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Adagrad that forgets: gradients are divided by their recent size.</summary>
[Optimize(RmsProp, LearningRate = 0.003, Alpha = 0.95)]
internal sealed partial class RmsPropClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Momentum over RMSprop, corrected for its start at 0.</summary>
[Optimize(Adam, LearningRate = 0.01)]
internal sealed partial class AdamClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}

/// <summary>Adam, with weight decay that does not pass through the moments.</summary>
[Optimize(AdamW, LearningRate = 0.01, WeightDecay = 0.01)]
internal sealed partial class AdamWClassifier : IClassifier
{
    public float[] W1 = new float[Hidden * Inputs], B1 = new float[Hidden], W2 = new float[Classes * Hidden], B2 = new float[Classes];

    Layers IClassifier.Parameters => new(W1, B1, W2, B2);
    Layers IClassifier.Gradients => new(Gradients.W1, Gradients.B1, Gradients.W2, Gradients.B2);
}
