using System;
using System.Collections.Generic;

namespace FusedOpt.Trainer;

/// <summary>The models by name: one for each rule, and one for each thing that a checkpoint has to keep.</summary>
internal static class Catalogue
{
    /// <summary>The models.</summary>
    public static IReadOnlyDictionary<string, Func<IOptimizable>> Models { get; } = new Dictionary<string, Func<IOptimizable>>
    {
        ["Sgd"] = () => new SgdModel(),
        ["Momentum"] = () => new MomentumModel(),
        ["MomentumEma"] = () => new MomentumEmaModel(),
        ["Adagrad"] = () => new AdagradModel(),
        ["Adadelta"] = () => new AdadeltaModel(),
        ["RmsProp"] = () => new RmsPropModel(),
        ["Adam"] = () => new AdamModel(),
        ["AdamW"] = () => new AdamWModel(),
        ["Adamax"] = () => new AdamaxModel(),
        ["NAdam"] = () => new NAdamModel(),
        ["RAdam"] = () => new RAdamModel(),
        ["Rprop"] = () => new RpropModel(),
        ["Asgd"] = () => new AsgdModel(),
        ["Lion"] = () => new LionModel(),
        ["Signum"] = () => new SignumModel(),
        ["AdaBelief"] = () => new AdaBeliefModel(),
        ["Yogi"] = () => new YogiModel(),
        ["Adan"] = () => new AdanModel(),
        ["AdEmaMix"] = () => new AdEmaMixModel(),
        ["Adopt"] = () => new AdoptModel(),
        ["Ftrl"] = () => new FtrlModel(),
        ["ScheduleFreeAdamW"] = () => new ScheduleFreeAdamWModel(),
        ["Lamb"] = () => new LambModel(),
        ["Lars"] = () => new LarsModel(),
        ["Adafactor"] = () => new AdafactorModel(),
        ["CautiousAdamW"] = () => new CautiousAdamWModel(),
        ["StableAdamW"] = () => new StableAdamWModel(),
        ["Scheduled"] = () => new ScheduledModel(),
        ["Begun"] = () => new BegunModel(),
        ["Ema"] = () => new EmaModel(),
        ["Swa"] = () => new SwaModel(),
        ["Lookahead"] = () => new LookaheadModel(),
        ["Guarded"] = () => new GuardedModel(),
        ["MicroBatch"] = () => new MicroBatchModel(),
        ["Pruned"] = () => new PrunedModel(),
        ["Noisy"] = () => new NoisyModel(),
        ["BFloat16"] = () => new BFloat16Model(),
        ["Block8"] = () => new Block8Model(),
        ["Forms"] = () => new FormsModel(),
        ["Owned"] = () => new OwnedModel(),
        ["Line"] = () => default(LineModel),
        ["Nested"] = () => new NestedModel(),
        ["Tree"] = () => new TreeModel(),
        ["Sparse"] = () => new SparseModel(),
        ["Named"] = () => new NamedModel(),
    };
}
