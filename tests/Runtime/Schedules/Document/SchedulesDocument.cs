using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using FusedOpt.Schedules;
using FusedOpt.Tests.Shared;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>Writes <c>docs/schedules.md</c> and its charts from the schedules and the comments on them.</summary>
internal static class SchedulesDocument
{
    // Charts go on beyond the end of a schedule, to show what comes after it.
    public static readonly IReadOnlyList<Section> Schedules =
    [
        Section.Of(new Constant(0.1), 1200, "ConstantLR (its later rate)", "constant_schedule"),
        Section.Of(new Linear(start: 0.1, end: 0, steps: 1000), 1200, "LinearLR", "linear_schedule"),
        Section.Of(new Step(0.1, stepSize: 250, gamma: 0.5), 1200, "StepLR", "exponential_decay(staircase)"),
        Section.Of(new MultiStep(0.1, milestones: [500, 750], gamma: 0.1), 1200, "MultiStepLR", "piecewise_constant_schedule"),
        Section.Of(new Exponential(0.1, gamma: 0.1, steps: 1000), 1200, "ExponentialLR", "exponential_decay"),
        Section.Of(new Polynomial(start: 0.1, end: 0, steps: 1000, power: 2), 1200, "PolynomialLR", "polynomial_schedule"),
        Section.Of(new Cosine(0.1, steps: 1000, min: 0.01), 1200, "CosineAnnealingLR, until its end", "cosine_decay_schedule"),
        Section.Of(new CosineRestarts(0.1, cycleSteps: 160, multiplier: 2), 1200, "CosineAnnealingWarmRestarts", "sgdr_schedule"),
        Section.Of(new Cyclic(min: 0.01, max: 0.1, stepsUp: 150, mode: CyclicMode.Triangular2), 1200, "CyclicLR", ""),
        Section.Of(new OneCycle(peak: 0.1, steps: 1000), 1200, "OneCycleLR", "cosine_onecycle_schedule, a step later"),
        Section.Of(new InverseSqrt(peak: 0.1, warmupSteps: 200), 1200, "", ""),
        Section.Of(new WarmupStableDecay(peak: 0.1, warmupSteps: 100, stableSteps: 650, decaySteps: 250), 1200, "", ""),
    ];

    public static readonly IReadOnlyList<Section> Combinators =
    [
        Section.OfCombinator(
            "Warmup", new Cosine(0.1, steps: 900).Warmup(100), 1200, "LinearLR in SequentialLR", "warmup_cosine_decay_schedule and others"),
        Section.OfCombinator(
            "Then",
            new Constant(0.1).Then(new Exponential(0.05, gamma: 0.5, steps: 200), after: 400),
            1200,
            "SequentialLR",
            "join_schedules"),
        Section.OfCombinator(
            "Times",
            new CosineRestarts(0.1, cycleSteps: 250).Times(new Exponential(1, gamma: 0.5, steps: 500)),
            1200,
            "ChainedScheduler",
            ""),
        Section.OfCombinator(
            "Clamp", new InverseSqrt(peak: 0.1, warmupSteps: 200).Clamp(min: 0.05, max: 0.09), 1200, "", "exponential_decay(end_value)"),
    ];

    public static readonly Section Plateau = Section.OfType(
        typeof(ReduceOnPlateau),
        "new ReduceOnPlateau(0.1, factor: 0.5, patience: 5)",
        PlateauChart(),
        "ReduceLROnPlateau",
        "contrib.reduce_on_plateau");

    public static IEnumerable<Section> Sections => [.. Schedules, .. Combinators, Plateau];

    public static string ChartName(Section section) => section.Name.ToLowerInvariant() + ".svg";

    public static string Write(string loop)
    {
        var text = new StringBuilder($$"""
            # Learning-rate schedules

            Written from the schedules in `src/Runtime/Schedules` and the comments on them; `VERIFY_ACCEPT=1 dotnet test tests/Runtime` writes it
            and its charts anew.

            ```csharp
            using FusedOpt.Schedules;

            {{loop}}
            ```

            Or it is named on the class, and each step takes its learning rate from there. The member may be static, or one of the instance where the length of
            a training is known at run time only.

            ```csharp
            [Optimize(AdamW), Schedule(nameof(Rate))]
            public partial class Model
            {
                private static readonly ISchedule Rate = new Cosine(0.1, steps: 900).Warmup(100);
                public float[] Weights = new float[64];
            }
            ```

            Then `model.LearningRate` is the rate of the next step. Setting it ends the schedule: the rate stays what it was set to, and a `Times` or `Clamp` in the
            schedule is the way to change it while it lasts. A derived class is stepped with the schedule of its base class; submodels follow
            their own schedule, or else the outer learning rate, and `[Parameter(LearningRateScale = ...)]` on their field hands them a share of that instead.
            A rate that is negative, infinite or NaN is an `InvalidOperationException` that names the member, before anything has changed.

            A schedule is a function of the number of updates made, `double GetLearningRate(long step)`, and remembers nothing: a resumed training needs
            only its step count. Update number 1 sees `GetLearningRate(0)`, as in PyTorch, optax and Keras. An argument out of its range is an
            `ArgumentOutOfRangeException`, as is a negative step.

            A schedule that takes `steps` steps has its last rate from step `steps` on: the last of `steps` updates is the one before.
            `OneCycle` alone ends with the last update.

            Rates are closed forms, so errors do not add up, and keep their digits however small they get. Steps up to 2^53 are exact. Sines
            and powers are the platform's, and may differ between platforms in the last bit.

            Your own schedules implement `ISchedule` and combine in the same way.

            | schedule | PyTorch | optax |
            |---|---|---|

            """);
        foreach (Section section in Sections)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| [{section.Name}](#{section.Name.ToLowerInvariant()}) | {section.PyTorch} | {section.Optax} |\n");

        foreach (Section section in Schedules)
            Add(text, section);
        text.Append("\n# Combinators\n\nExtension methods of every schedule.\n");
        foreach (Section section in Combinators)
            Add(text, section);
        text.Append("\n# With a memory\n");
        Add(text, Plateau);
        return Markdown.Wrap(text.ToString());
    }

    private static void Add(StringBuilder text, Section section)
    {
        text.Append(
            CultureInfo.InvariantCulture, $"\n## {section.Name}\n\n{section.Comments.Summary}\n\n```\n{section.Comments.Formula}\n```\n\n");
        text.Append(
            CultureInfo.InvariantCulture, $"![{section.Example}](schedules/{ChartName(section)})\n\n```csharp\n{section.Example}\n```\n");
        foreach (string paragraph in section.Comments.Paragraphs)
            text.Append(CultureInfo.InvariantCulture, $"\n{paragraph}\n");

        text.Append("\n| argument | default | |\n|---|---|---|\n");
        foreach (ParameterInfo parameter in section.Signature)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {parameter.Name} | {Default(parameter)} | "
                    + $"{section.Arguments.Parameter(parameter.Name!)}{Members(parameter.ParameterType)} |\n");
    }

    private static string Members(Type type) => !type.IsEnum ? "" : string.Concat(
        from name in Enum.GetNames(type)
        let summary = new XmlComments($"F:{type.FullName}.{name}").Summary
        select $" `{name}`: {char.ToLowerInvariant(summary[0])}{summary[1..]}");

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => "null",
        bool value => value ? "true" : "false",
        double.PositiveInfinity => "infinity",
        int value when parameter.ParameterType.IsEnum => Enum.GetName(parameter.ParameterType, value)!,
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("E-0", "e-", StringComparison.Ordinal),
    };

    // A loss that falls to a level set by the rate, with some noise; the rate and, fainter, the loss.
    private static string PlateauChart()
    {
        var plateau = new ReduceOnPlateau(0.1, factor: 0.5, patience: 5);
        double[] rates = new double[101], losses = new double[101];
        double loss = 1;
        for (int epoch = 0; epoch < rates.Length; epoch++)
        {
            rates[epoch] = plateau.LearningRate;
            loss += 0.3 * (0.1 + 4 * rates[epoch] - loss);
            losses[epoch] = loss + 0.2 * rates[epoch] * (epoch * 7 % 5);
            plateau.Report(losses[epoch]);
        }

        return Chart.Draw(rates, "The rate of a ReduceOnPlateau, and fainter the loss that is reported to it", faint: losses);
    }
}
