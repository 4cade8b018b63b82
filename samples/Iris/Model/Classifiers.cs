// Ten times the same network, which Network.cs declares: the attribute is all that differs. From it FusedOpt writes the other part of each
// class: the parameters, Step() and Gradients, and from the loss of one flower Learn() and MeanLoss() for batches of them.
using FusedOpt;

namespace IrisSample;

/// <summary>One step per epoch, against the gradient over all rows.</summary>
[Optimize(Sgd, LearningRate = 0.5)]
internal sealed partial class GradientDescentClassifier : Network, IClassifier;

/// <summary>The classifier of this rule that steps after every single row: noisy, so the steps are small.</summary>
[Optimize(Sgd, LearningRate = 0.01)]
internal sealed partial class StochasticClassifier : Network, IClassifier;

/// <summary>The classifier of this rule that steps after every 16 rows: the usual compromise.</summary>
[Optimize(Sgd, LearningRate = 0.1)]
internal sealed partial class MiniBatchClassifier : Network, IClassifier;

/// <summary>A velocity that rolls on: each step keeps nine tenths of the last.</summary>
[Optimize(Momentum, LearningRate = 0.02, Gamma = 0.9)]
internal sealed partial class MomentumClassifier : Network, IClassifier;

/// <summary>Momentum that looks ahead to where the velocity leads.</summary>
[Optimize(Sgd, LearningRate = 0.02, Momentum = 0.9, Nesterov = true)]
internal sealed partial class NesterovClassifier : Network, IClassifier;

/// <summary>Steps that shrink with the gradients seen so far, element by element.</summary>
[Optimize(Adagrad, LearningRate = 0.1)]
internal sealed partial class AdagradClassifier : Network, IClassifier;

/// <summary>Steps in the units of the parameter; hardly a learning rate to choose.</summary>
[Optimize(Adadelta, LearningRate = 1, Rho = 0.95, Epsilon = 1e-5)]
internal sealed partial class AdadeltaClassifier : Network, IClassifier;

/// <summary>Adagrad that forgets: gradients are divided by their recent size.</summary>
[Optimize(RmsProp, LearningRate = 0.003, Alpha = 0.95)]
internal sealed partial class RmsPropClassifier : Network, IClassifier;

/// <summary>Momentum over RMSprop, corrected for its start at 0.</summary>
[Optimize(Adam, LearningRate = 0.01)]
internal sealed partial class AdamClassifier : Network, IClassifier;

/// <summary>Adam, with weight decay that does not pass through the moments.</summary>
[Optimize(AdamW, LearningRate = 0.01, WeightDecay = 0.01)]
internal sealed partial class AdamWClassifier : Network, IClassifier;
