using System;
using System.Collections.Immutable;

namespace IrisSample;

/// <summary>An optimizer and how it is fed.</summary>
/// <param name="Name">The name of the contender on the command line.</param>
/// <param name="Title">The name of the contender for people.</param>
/// <param name="BatchSize">The number of rows whose mean gradient a step follows.</param>
/// <param name="Create">Makes a model that the optimizer trains.</param>
internal sealed record Contender(string Name, string Title, int BatchSize, Func<IClassifier> Create)
{
    private const int AllRows = int.MaxValue, MiniBatch = 16;

    /// <summary>Everyone who takes part.</summary>
    public static readonly ImmutableArray<Contender> All =
    [
        new("gd", "Gradient descent", AllRows, () => new GradientDescentClassifier()),
        new("sgd", "SGD", 1, () => new StochasticClassifier()),
        new("minibatch", "Mini-batch SGD", MiniBatch, () => new MiniBatchClassifier()),
        new("momentum", "Momentum", MiniBatch, () => new MomentumClassifier()),
        new("nesterov", "Nesterov", MiniBatch, () => new NesterovClassifier()),
        new("adagrad", "Adagrad", MiniBatch, () => new AdagradClassifier()),
        new("adadelta", "Adadelta", MiniBatch, () => new AdadeltaClassifier()),
        new("rmsprop", "RMSprop", MiniBatch, () => new RmsPropClassifier()),
        new("adam", "Adam", MiniBatch, () => new AdamClassifier()),
        new("adamw", "AdamW", MiniBatch, () => new AdamWClassifier()),
    ];
}
