namespace FusedOpt;

/// <summary>
/// The built-in update rules, by name. Each is a class in <c>FusedOpt.Rules</c>, <c>AdamRule</c> for <see cref="Adam"/>, which holds the
/// formula, the source, and the rule itself as scalar C#.
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

    /// <summary>Adamax: Adam with the infinity norm (Kingma and Ba, 2015).</summary>
    Adamax,

    /// <summary>NAdam: Adam with Nesterov's momentum (Dozat, 2016).</summary>
    NAdam,

    /// <summary>RAdam: Adam with a rectified variance (Liu et al., 2020).</summary>
    RAdam,

    /// <summary>Rprop, for full batches (Riedmiller and Braun, 1993).</summary>
    Rprop,

    /// <summary>Averaged stochastic gradient descent (Polyak and Juditsky, 1992).</summary>
    Asgd,

    /// <summary>Lion (Chen et al., 2023).</summary>
    Lion,

    /// <summary>Signum, and signSGD with beta 0 (Bernstein et al., 2018).</summary>
    Signum,

    /// <summary>AdaBelief (Zhuang et al., 2020).</summary>
    AdaBelief,

    /// <summary>Yogi (Zaheer et al., 2018).</summary>
    Yogi,

    /// <summary>Adan (Xie et al., 2022).</summary>
    Adan,

    /// <summary>AdEMAMix (Pagliardini, Ablin and Grangier, 2025).</summary>
    AdEmaMix,

    /// <summary>ADOPT (Taniguchi et al., 2024).</summary>
    Adopt,

    /// <summary>FTRL-Proximal (McMahan et al., 2013).</summary>
    Ftrl,

    /// <summary>Schedule-free AdamW (Defazio et al., 2024).</summary>
    ScheduleFreeAdamW,

    /// <summary>LAMB (You et al., 2020).</summary>
    Lamb,

    /// <summary>LARS (You, Gitman and Ginsburg, 2017).</summary>
    Lars,

    /// <summary>Adafactor (Shazeer and Stern, 2018).</summary>
    Adafactor,

    /// <summary>Cautious AdamW (Liang et al., 2024).</summary>
    CautiousAdamW,

    /// <summary>StableAdamW (Wortsman et al., 2023).</summary>
    StableAdamW,
}
