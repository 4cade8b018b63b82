namespace FusedOpt;

/// <summary>
/// The built-in update rules, by name. Each is a class of the same name in <c>FusedOpt.Rules</c>, which holds the formula,
/// the source, and the rule itself as scalar C#.
/// </summary>
public enum Optimizer
{
    /// <summary>Stochastic gradient descent, with momentum and Nesterov's momentum as options.</summary>
    Sgd,

    /// <summary>Gradient descent with momentum in its textbook form: the learning rate is part of the velocity.</summary>
    Momentum,

    /// <summary>Gradient descent along an exponential moving average of the gradient.</summary>
    MomentumEma,

    /// <summary>Adagrad (Duchi, Hazan, Singer, 2011).</summary>
    Adagrad,

    /// <summary>Adadelta (Zeiler, 2012).</summary>
    Adadelta,

    /// <summary>RMSprop (Tieleman and Hinton, 2012), centred and with momentum as options.</summary>
    RmsProp,

    /// <summary>Adam (Kingma and Ba, 2015), AMSGrad and without bias correction as options.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019).</summary>
    AdamW,
}
