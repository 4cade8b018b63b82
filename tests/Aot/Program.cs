// Prints a number for the bits of each model after twenty steps, one for its checkpoint, and one for the bits of products: the same under
// the JIT and as a native binary, for any instruction set.
using System;
using FusedOpt;
using FusedOpt.Aot;

Bits.Print(() => new LambModel());
Bits.Print(() => new AdafactorModel());
Bits.Print(() => new FtrlModel());
Bits.Print(() => new ScheduleFreeModel());
Bits.Print(() => new FunctionsModel());
Bits.Print(() => new BFloat16Model());
Bits.Print(() => new Block8Model());
Bits.Print(() => new FormsModel());
Bits.Print(() => new OwnedModel());
Bits.Print(() => new OwnedLinesModel());
Bits.Print(() => default(LineModel));
Bits.Print(() => new NestedModel());
Bits.Print(() => new SparseModel());
Bits.Print(() => new StagedModel());
Bits.Print(() => new NoisyModel());

// The sum of three, of which one is 0 and one counts twice.
SummedModel.ParameterGradients? zero = null;
Bits.Print(() => new SummedModel(), model => model.Step(model.Gradients, zero ??= new(model), model.Gradients));

Bits.Print(() => new Learner(), model => model.LearnFromSomeWords());

Products.Print();

// A loss with a known gradient, checked without reflection.
var line = new LambModel { Bias = 0.5f };
Console.WriteLine(GradientCheck.Run(line, () => 3 * line.Bias, () => line.Gradients.Bias = 3));
