// Trains models for the tests of checkpoints, in a process of its own.
//
//   save DIRECTORY STEPS        trains every model and saves it
//   train STEPS                 trains every model, and prints a digest of each
//   resume DIRECTORY FROM TO    loads every model, trains it on, and prints a digest of each
using System;
using System.Globalization;
using System.IO;
using FusedOpt;
using FusedOpt.Trainer;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
string PathOf(string name) => Path.Combine(args[1], name + ".safetensors");

switch (args)
{
    case ["save", _, _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            Course.Begin(model);
            Course.Run(model, 1, Number(2));
            model.SaveCheckpoint(PathOf(name));
        }

        return 0;
    case ["train", _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            Course.Begin(model);
            Course.Run(model, 1, Number(1));
            Console.WriteLine($"{name} {Course.Digest(model)}");
        }

        return 0;
    case ["resume", _, _, _]:
        foreach ((string name, Func<IOptimizable> create) in Catalogue.Models)
        {
            IOptimizable model = create();
            model.LoadCheckpoint(PathOf(name));
            Course.Run(model, Number(2) + 1, Number(3));
            Console.WriteLine($"{name} {Course.Digest(model)}");
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: save DIRECTORY STEPS | train STEPS | resume DIRECTORY FROM TO");
        return 2;
}
