using FusedOpt;

namespace IrisSample;

/// <summary>What the network and the trainer need to know of a model; the rest of it is generated.</summary>
internal interface IClassifier : IOptimizable
{
    /// <summary>The numbers that a step changes.</summary>
    Layers Parameters { get; }

    /// <summary>Where the gradient of each is to be written.</summary>
    Layers Gradients { get; }
}
