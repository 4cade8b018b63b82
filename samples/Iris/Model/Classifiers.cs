// Ten times the same model: the attribute is all that differs. From it FusedOpt writes the other part of each class: Step() and
// Gradients, and from the loss of one flower Learn() and MeanLoss() for batches of them.
//
// The parameters stand in each class, because they are the members of the class that carries the attribute. What is computed from them
// (Network.cs) is written once.
using System;
using FusedOpt;
using static FusedOpt.Functional;
using static IrisSample.Network;

namespace IrisSample;

/// <summary>One step per epoch, against the gradient over all rows.</summary>
[Optimize(Sgd, LearningRate = 0.5)]
internal sealed partial class GradientDescentClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>The classifier of this rule that steps after every single row: noisy, so the steps are small.</summary>
[Optimize(Sgd, LearningRate = 0.01)]
internal sealed partial class StochasticClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>The classifier of this rule that steps after every 16 rows: the usual compromise.</summary>
[Optimize(Sgd, LearningRate = 0.1)]
internal sealed partial class MiniBatchClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>A velocity that rolls on: each step keeps nine tenths of the last.</summary>
[Optimize(Momentum, LearningRate = 0.02, Gamma = 0.9)]
internal sealed partial class MomentumClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Momentum that looks ahead to where the velocity leads.</summary>
[Optimize(Sgd, LearningRate = 0.02, Momentum = 0.9, Nesterov = true)]
internal sealed partial class NesterovClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Steps that shrink with the gradients seen so far, element by element.</summary>
[Optimize(Adagrad, LearningRate = 0.1)]
internal sealed partial class AdagradClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Steps in the units of the parameter; hardly a learning rate to choose.</summary>
[Optimize(Adadelta, LearningRate = 1, Rho = 0.95, Epsilon = 1e-5)]
internal sealed partial class AdadeltaClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Adagrad that forgets: gradients are divided by their recent size.</summary>
[Optimize(RmsProp, LearningRate = 0.003, Alpha = 0.95)]
internal sealed partial class RmsPropClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Momentum over RMSprop, corrected for its start at 0.</summary>
[Optimize(Adam, LearningRate = 0.01)]
internal sealed partial class AdamClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}

/// <summary>Adam, with weight decay that does not pass through the moments.</summary>
[Optimize(AdamW, LearningRate = 0.01, WeightDecay = 0.01)]
internal sealed partial class AdamWClassifier : IClassifier
{
    [Parameter(Hidden, Inputs)] public partial Span<float> W1 { get; }
    [Parameter(Hidden)] public partial Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> W2 { get; }
    [Parameter(Classes)] public partial Span<float> B2 { get; }

    [Inference] public Vec<float> Scores([Shape(Inputs)] Vec<float> flower) => Layers(flower, W1, B1, W2, B2);
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);
}
