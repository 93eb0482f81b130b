using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Organisation.Migrations
{
    /// <inheritdoc />
    public partial class Reorganisations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reorganisation",
                schema: "organisation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    summary = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    applied_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sequence = table.Column<int>(type: "integer", nullable: true),
                    decision_date = table.Column<DateOnly>(type: "date", nullable: false),
                    decision_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reorganisation_beginning",
                schema: "organisation",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    parent_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation_beginning", x => new { x.reorganisation_id, x.code });
                    table.ForeignKey(
                        name: "fk_reorganisation_beginning_reorganisation_reorganisation_id",
                        column: x => x.reorganisation_id,
                        principalSchema: "organisation",
                        principalTable: "reorganisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reorganisation_choice",
                schema: "organisation",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_leading = table.Column<bool>(type: "boolean", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation_choice", x => new { x.reorganisation_id, x.post_id });
                    table.ForeignKey(
                        name: "fk_reorganisation_choice_reorganisation_reorganisation_id",
                        column: x => x.reorganisation_id,
                        principalSchema: "organisation",
                        principalTable: "reorganisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reorganisation_effect",
                schema: "organisation",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation_effect", x => new { x.reorganisation_id, x.post_id });
                    table.ForeignKey(
                        name: "fk_reorganisation_effect_reorganisation_reorganisation_id",
                        column: x => x.reorganisation_id,
                        principalSchema: "organisation",
                        principalTable: "reorganisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reorganisation_move",
                schema: "organisation",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    parent_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation_move", x => new { x.reorganisation_id, x.code });
                    table.ForeignKey(
                        name: "fk_reorganisation_move_reorganisation_reorganisation_id",
                        column: x => x.reorganisation_id,
                        principalSchema: "organisation",
                        principalTable: "reorganisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reorganisation_transfer",
                schema: "organisation",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    predecessor_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    successor_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    share = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    takes_people = table.Column<bool>(type: "boolean", nullable: false),
                    predecessor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    successor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ends_predecessor = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganisation_transfer", x => new { x.reorganisation_id, x.predecessor_code, x.successor_code });
                    table.ForeignKey(
                        name: "fk_reorganisation_transfer_reorganisation_reorganisation_id",
                        column: x => x.reorganisation_id,
                        principalSchema: "organisation",
                        principalTable: "reorganisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_post_follows_id",
                schema: "organisation",
                table: "post",
                column: "follows_id",
                filter: "follows_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_person_full_name",
                schema: "organisation",
                table: "person",
                column: "full_name");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_created_at",
                schema: "organisation",
                table: "reorganisation",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_sequence",
                schema: "organisation",
                table: "reorganisation",
                column: "sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_beginning_unit_id",
                schema: "organisation",
                table: "reorganisation_beginning",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_effect_person_id",
                schema: "organisation",
                table: "reorganisation_effect",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_move_unit_id",
                schema: "organisation",
                table: "reorganisation_move",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_transfer_predecessor_id",
                schema: "organisation",
                table: "reorganisation_transfer",
                column: "predecessor_id");

            migrationBuilder.CreateIndex(
                name: "ix_reorganisation_transfer_successor_id",
                schema: "organisation",
                table: "reorganisation_transfer",
                column: "successor_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reorganisation_beginning",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "reorganisation_choice",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "reorganisation_effect",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "reorganisation_move",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "reorganisation_transfer",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "reorganisation",
                schema: "organisation");

            migrationBuilder.DropIndex(
                name: "ix_post_follows_id",
                schema: "organisation",
                table: "post");

            migrationBuilder.DropIndex(
                name: "ix_person_full_name",
                schema: "organisation",
                table: "person");
        }
    }
}
